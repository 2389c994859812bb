"""The same job on this bot and on published ones, through one OneBot v11 client: ``python -m bench.beside`` (``make beside``).

Each of the others runs as its own documents say, with its own storage, in a folder of its own outside this repository; only
how to install it, start it, speak to it and read its answers stands here, a file for each.
"""
