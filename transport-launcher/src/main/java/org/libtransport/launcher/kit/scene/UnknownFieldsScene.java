package org.libtransport.launcher.kit.scene;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Bytes;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.protocol.Wire;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Section 1. */
final class UnknownFieldsScene implements Scene {

    @Override
    public String name() {
        return "unknown-fields";
    }

    @Override
    public String about() {
        return "ignores fields it does not know";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        Actor user = stage.actor();
        stage.link()
                .send(
                        Type.TYPE_LOGIN,
                        user.loginOf(stage.script().password()).toBuilder()
                                .setUnknownFields(unknown())
                                .build());
        user.entered();
        stage.link()
                .sendBytes(Bytes.withHeader(Wire.WrapperMessage.newBuilder()
                        .setType(Type.TYPE_PING)
                        .setUnknownFields(unknown())
                        .build()
                        .toByteArray()));
        stage.pong("PONG for a PING with unknown fields in its frame");
        if (stage.echo()) {
            String contact = stage.script().contact();
            user.says(user.messageTo(contact, "known and unknown").setUnknownFields(unknown()));
            user.hears(contact, "known and unknown");
        }
        user.logout();
        return new Verdict.Pass();
    }

    private static UnknownFieldSet unknown() {
        return UnknownFieldSet.newBuilder()
                .addField(77, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .addField(
                        250,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8("from the future"))
                                .build())
                .build();
    }
}
