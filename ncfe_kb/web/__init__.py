"""The web edge: pages, an API, feeds and harvesting, over the same library as the command line.

All of it sees the public view alone, and has no logic of its own: what it shows is what a method
of the library returns, which another backend could call as well.
"""
