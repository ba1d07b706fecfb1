"""The stand-in for AWS on one machine; never shipped to Lambda."""
