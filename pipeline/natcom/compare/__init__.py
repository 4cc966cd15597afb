"""Two editions side by side: what changed, and why."""
