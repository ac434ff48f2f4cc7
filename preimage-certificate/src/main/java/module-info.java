/**
 * Certificates of injectivity and the small exact checker that replays them; needs nothing but
 * java.base.
 */
module org.preimage.certificate {
  exports org.preimage.certificate;
  exports org.preimage.check;
}
