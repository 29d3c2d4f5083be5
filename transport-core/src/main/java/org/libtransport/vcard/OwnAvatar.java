package org.libtransport.vcard;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.libtransport.concurrent.Loop;
import org.libtransport.xmpp.feature.vcard.VCardTemp;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.stanza.Iq;
import org.libtransport.xmpp.stanza.Presence;
import org.libtransport.xmpp.stanza.Requests;
import org.libtransport.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gateway mode: brings a user's own picture to the network. Presences carry a hash of it (XEP-0153); for a hash that is
 * news, the vCard is fetched from the user's server, at most once in a while, and what is new in it goes on.
 *
 * <p>Not thread-safe: belongs to the user's loop.
 */
public final class OwnAvatar {

    private static final Logger log = LoggerFactory.getLogger(OwnAvatar.class);

    /** Two clients with different pictures would otherwise make us fetch with every presence. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Jid transport;
    private final Jid user;
    private final Loop loop;
    private final Requests requests;
    private final Predicate<VCardTemp> network;
    private String seenHash = "";
    private VCardTemp told = VCardTemp.of("", "");
    private boolean online;
    private boolean wanted;
    private boolean fetching;
    private Loop.@Nullable Timer pause;

    /** @param network takes the user's own vCard; false if it cannot now */
    public OwnAvatar(Jid transport, Jid user, Loop loop, Requests requests, Predicate<VCardTemp> network) {
        this.transport = transport;
        this.user = user;
        this.loop = loop;
        this.requests = requests;
        this.network = network;
    }

    /** A presence of one of the user's clients. One that does not know the picture yet says nothing about it. */
    public void seen(Presence presence) {
        Element update = presence.payload("x", "vcard-temp:x:update");
        String hash = update == null ? null : update.childText("photo");
        if (hash != null && !hash.equals(seenHash)) {
            seenHash = hash;
            wanted = !hash.equals(hashOf(told.photo()));
            fetchIfDue();
        }
    }

    /** The network is there, or is not any more. */
    public void networkIs(boolean nowOnline) {
        online = nowOnline;
        fetchIfDue();
    }

    /** Ends what is still scheduled. */
    public void close() {
        online = false;
        if (pause != null) {
            pause.cancel();
        }
    }

    private void fetchIfDue() {
        if (!wanted || !online || fetching || pause != null) {
            return;
        }
        wanted = false;
        fetching = true;
        pause = loop.schedule(PAUSE, () -> {
            pause = null;
            fetchIfDue();
        });
        requests.request(Iq.request(transport, user, Iq.Type.GET, "", Element.of("vCard", VCardTemp.NAMESPACE)))
                .thenAccept(this::fetched);
    }

    private void fetched(Iq answer) {
        fetching = false;
        Element vcard = answer.payload("vCard", VCardTemp.NAMESPACE);
        if (answer.isError() || vcard == null) {
            log.debug("The server of {} has no vCard to give", user);
        } else if (!online) {
            wanted = true;
        } else {
            tell(VCardTemp.parse(vcard));
        }
        fetchIfDue();
    }

    private void tell(VCardTemp own) {
        VCardTemp news = new VCardTemp("", own.nickname(), own.photo());
        if (!news.equals(told) && network.test(news)) {
            told = news;
        }
    }

    /** XEP-0153 section 2; empty for no picture. */
    private static String hashOf(byte[] photo) {
        if (photo.length == 0) {
            return "";
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(photo));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
