/** Finished trials as tables in CSV and Parquet files. */
@NullMarked
package org.preimage.capacity.export;

import org.jspecify.annotations.NullMarked;
