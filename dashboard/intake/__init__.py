"""Taking in documents from a browser: what was sent, the commands that read it, where it goes when it is accepted.

In:   names and bytes as a browser sends them; the user's data root.
Out:  incoming.Incoming, job.Job.
Promise: nothing reaches reports/ before a person accepts it; documents are only ever opened by the command
`disclosure`, in a process of its own with a build's limits.
"""
