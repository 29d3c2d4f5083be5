package org.libtransport.launcher.kit.scene;

import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.protocol.Wire;

/** Frames about vCards. */
final class VCards {

    private VCards() {}

    static Wire.VCard request(Actor user, String name, int id) {
        return Wire.VCard.newBuilder()
                .setUserName(user.key())
                .setBuddyName(name)
                .setId(id)
                .build();
    }
}
