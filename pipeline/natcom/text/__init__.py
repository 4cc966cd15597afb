"""Characters as Unicode means them, with the way back to what the file holds."""
