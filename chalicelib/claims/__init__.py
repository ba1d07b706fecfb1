"""Claims: an accident, the coverages it opens, the papers and the money, each coverage with a stage of its own."""
