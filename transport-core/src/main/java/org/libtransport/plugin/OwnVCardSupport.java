package org.libtransport.plugin;

/**
 * A session whose network lets users describe themselves.
 *
 * <pre>{@code
 * @Override
 * public void updateVCard(VCard vcard) throws IOException {
 *     network.setProfile(vcard.nickname(), vcard.photo());
 * }
 * }</pre>
 */
public interface OwnVCardSupport {

    /** The user's own vCard is now this; the full name is not passed on by transports. */
    void updateVCard(VCard vcard) throws Exception;
}
