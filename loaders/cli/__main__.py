"""`python -m loaders.cli`: the commands without the dashboard."""

from loaders.cli import main

if __name__ == "__main__":
    main()
