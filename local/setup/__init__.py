"""What `make` calls to install the tools; standard library only: it runs before anything is installed."""
