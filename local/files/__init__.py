"""The check of files from the command line, without a server."""
