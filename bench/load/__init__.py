"""The load generator: one thread on epoll and plain sockets, as cheap as Python can be."""
