/** What finished trials say: proportions with intervals, medians, fits, and what theory expects. */
@NullMarked
package org.preimage.capacity.estimate;

import org.jspecify.annotations.NullMarked;
