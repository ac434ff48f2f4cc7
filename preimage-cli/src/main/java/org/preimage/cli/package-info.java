/** The command line: one class per command. */
@NullMarked
package org.preimage.cli;

import org.jspecify.annotations.NullMarked;
