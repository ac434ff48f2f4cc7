package org.preimage.covering;

import java.util.List;

/**
 * Where a part of the case distinction starts; nothing of it changes any more, so that any thread
 * may take it up.
 *
 * @param above the case above, flushed, in the numbers of {@code known}
 * @param known circuits to start with
 * @param active V
 * @param inactive F
 * @param spare how many further rows may be active
 * @param share of the whole tree
 * @param seed of the costs that vary the circuits
 * @param bytes what becomes free when the part is searched; of what several parts share, the last
 *     one has it all
 */
record Opening(
    CaseFrame above,
    List<int[]> known,
    RowSet active,
    RowSet inactive,
    int spare,
    double share,
    long seed,
    long bytes) {}
