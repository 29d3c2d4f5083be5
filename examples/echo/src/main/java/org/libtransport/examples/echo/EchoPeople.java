package org.libtransport.examples.echo;

import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.libtransport.plugin.VCard;

/** What is known of people: of "echo" a little, of the user what the user told, of all others nothing. */
final class EchoPeople {

    /** One violet dot. */
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mNocDgAAALEAYHQtjOwAAAAAElFTkSuQmCC");

    private static final VCard ECHO = new VCard("Echo", "echo", PNG);

    private final String user;
    private VCard own = VCard.EMPTY;

    EchoPeople(String user) {
        this.user = user;
    }

    void describeUser(VCard vcard) {
        own = vcard;
    }

    /** A real network would be asked, and the stage completed when it has answered. */
    CompletionStage<VCard> find(String name) {
        if (name.equals("echo") || name.endsWith("/echo")) {
            return CompletableFuture.completedStage(ECHO);
        }
        return CompletableFuture.completedStage(name.equals(user) ? own : VCard.EMPTY);
    }
}
