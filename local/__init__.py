"""Tools that run on a developer's machine: the stand-in for AWS, the demo, packaging, training. Never deployed to
Lambda."""
