/** What is claimed about which network and how it is proved, as immutable serialisable data. */
package org.preimage.certificate;
