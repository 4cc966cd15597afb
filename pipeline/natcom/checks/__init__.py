"""What looks wrong: small functions from an extraction and the configuration to findings."""
