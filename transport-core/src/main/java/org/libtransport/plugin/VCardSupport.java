package org.libtransport.plugin;

import java.util.concurrent.CompletionStage;

/**
 * A session whose network knows more of people than their names.
 *
 * <pre>{@code
 * @Override
 * public CompletionStage<VCard> vcard(String name) {
 *     return network.profile(name)
 *             .orTimeout(30, TimeUnit.SECONDS)
 *             .thenApply(profile -> new VCard(profile.name(), profile.nickname(), profile.picture()));
 * }
 * }</pre>
 */
public interface VCardSupport {

    /**
     * Looks somebody up. Answers within 40 s are passed on; a failure is answered by {@link VCard#EMPTY}.
     *
     * @param name a contact, {@code room/nickname}, or the user's own name
     */
    CompletionStage<VCard> vcard(String name) throws Exception;
}
