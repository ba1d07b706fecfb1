"""What a message can say: the vocabulary that customers, bot, agents and pages share."""
