package org.libtransport.launcher.kit.scene;

import com.google.protobuf.ByteString;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Texts;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Section 5.5: the echo network keeps it. */
final class OwnVCardScene implements Scene {

    private static final int REQUEST = 12;

    private static final byte[] PHOTO = {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2, (byte) 0xff};

    @Override
    public String name() {
        return "own-vcard";
    }

    @Override
    public String about() {
        return "takes the vCard of the user";
    }

    @Override
    public Set<Need> needs() {
        return EnumSet.of(Need.ECHO);
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        Actor user = stage.actor().enter();
        stage.link()
                .send(
                        Type.TYPE_VCARD,
                        Wire.VCard.newBuilder()
                                .setUserName(user.key())
                                .setBuddyName("")
                                .setId(0)
                                .setNickname(NICKNAME)
                                .setPhoto(ByteString.copyFrom(PHOTO))
                                .build());
        stage.link().send(Type.TYPE_VCARD, VCards.request(user, user.legacyName(), REQUEST));
        Optional<Wire.VCard> card = user.perhaps(Kind.VCARD, any -> true);
        user.logout();
        if (card.isEmpty() || card.get().getNickname().isEmpty()) {
            return new Verdict.NotAnnounced();
        }
        Texts.same(
                "the id of VCARD: an update is not answered, a request is",
                REQUEST,
                card.get().getId());
        Texts.same("the nickname of the user", NICKNAME, card.get().getNickname());
        Texts.same(
                "the photo of the user", ByteString.copyFrom(PHOTO), card.get().getPhoto());
        return new Verdict.Pass();
    }

    private static final String NICKNAME = "Jul 😀";
}
