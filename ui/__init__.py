"""The browser pages: they draw what `assistant` returns and decide nothing."""
