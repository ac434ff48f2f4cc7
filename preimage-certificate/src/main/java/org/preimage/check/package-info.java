/** Replays a proof in exact arithmetic and says accepted, rejected (where, why) or malformed. */
package org.preimage.check;
