"""`python -m phoneagent`, where the script is not on the PATH."""

from phoneagent.cli import main

if __name__ == "__main__":
    main()
