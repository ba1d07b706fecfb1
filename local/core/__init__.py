"""The insurer's core system, played: hears of claims, and decides a little."""
