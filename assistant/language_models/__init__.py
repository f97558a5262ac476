"""Language models that may write prose over the evidence of an answer; none is needed."""
