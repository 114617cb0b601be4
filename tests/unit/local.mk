# Layers base, record and exchange.
