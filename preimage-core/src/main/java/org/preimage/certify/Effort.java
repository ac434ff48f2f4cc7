package org.preimage.certify;

/**
 * Work done so far.
 *
 * @param seconds wall-clock time
 * @param cells nodes of cell trees visited
 * @param linearPrograms linear programs solved
 * @param points inputs at which activation patterns were looked at
 */
public record Effort(double seconds, long cells, long linearPrograms, long points) {}
