package main

// notes say what the lines of the table compare, and why one that doesn't hold doesn't.
const notes = `
## What is compared with what

**Replies.** A bare commit is one statement: a row into a table without an index. Where a sync to the disk takes long, that is what both sides wait for, and sharing one commit among those who write at once puts the core ahead; where a sync costs next to nothing, a bare commit is the time of one statement, and a first message takes 20 (a further one 14) in two transactions: the event, who it is and what they are asked, the words, the fact, the streak's checkpoint, the answer as a dispatch, and, once that is sent, its end. So the ratio to bare commits says more about the disk, and about what else the machine does, than about the core. Where a sync took 0.07 ms, as it does into a cache that outlasts the machine, the ratio was 0.2 to 0.36; with 0.2 ms added to each sync 0.74 to 1.0, and with 1 ms, as a solid state disk takes, 1.9 to 2.4, for no history as for ten years of it: so the bound holds wherever a sync costs a quarter of a millisecond or more, and on a disk that costs less it compares one statement with twenty. To play such a disk, with what each sync takes longer in microseconds:

    cd internal/conversation && go test -c
    strace -f --seccomp-bpf -o /dev/null -e trace=fsync,fdatasync -e inject=fsync,fdatasync:delay_exit=1000 \
      ./conversation.test -test.run '^$' -test.bench Replies -test.benchtime 1x

The lines *by hand* run the statements that none of this can be had without, prepared, in two transactions, with no rule looked at and no word sealed. What remains between the two is the rules, the seals, the further reads, and the driver's conversions.

What a reply's statements cost is SQLite's own work and, for about a sixth of the time, its locks: the driver opens each connection for use by several threads at once, which can't be switched off, and each value that is bound or read takes that lock. Jobs that share a commit have no savepoints unless one of them fails.

**Planning.** The bound's bare statements write one row for a delivery. A planned delivery is five: the delivery, which prompts the person was asked, the dispatch, the fact, and the subscription's next date, each with its table's indexes; and four reads choose the prompt (the person, what may come back, what was asked, the compass). The line by hand writes the same five rows and reads nothing: what it takes more than the bare statements is no work of ours that could be left out, unless one of the rows goes.

**From a thousand to a million.** A tick with nothing due looks into indexes on when something is due, whatever the number of rows. Planning and sending grow with what is due, and each with the depth of the tables' trees, the logarithm of how many rows there are. The nightly look through the file, a backup, and what a first start after a kill reads, grow with the file.
`
