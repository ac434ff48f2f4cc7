/** Programs that use Preimage as a library, and the maker of the example models. */
@NullMarked
package org.preimage.examples;

import org.jspecify.annotations.NullMarked;
