"""What pages and the bot show, assembled from several contexts. Queries write nothing but the audit log."""
