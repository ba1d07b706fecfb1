"""The whole centre on one machine: demo people, their sign-in, and `make run`."""
