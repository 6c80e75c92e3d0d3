"""What machines look at again and again: feeds, podcasts, calendars, sitemaps; and the words that announce a work."""
