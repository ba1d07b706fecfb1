"""The deployable package: Chalice's template, finished, and a zip with only what Lambda needs, compiled.

`chalice package --merge-template` writes the template and adds Chalice's runtime; the rest is done here, because
Chalice zips whole distributions without bytecode and goes on when a wheel for Lambda is missing.
"""
