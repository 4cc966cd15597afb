"""`python -m natcom` is `natcom`."""

from natcom.cli import main

if __name__ == "__main__":
    main()
