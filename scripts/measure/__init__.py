"""What `evaluate` and `benchmark` measure with: the engines, the sets and catalogues, the clocks."""
