package org.libtransport.launcher.kit.scene;

import java.util.List;
import org.libtransport.launcher.kit.stage.Bytes;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.launcher.peer.Kind;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Section 1. */
final class UnknownTypesScene implements Scene {

    private static final List<Integer> UNKNOWN = List.of(5, 24, 28, 36, 99, 103, 200, 70_000);

    @Override
    public String name() {
        return "unknown-types";
    }

    @Override
    public String about() {
        return "skips frames of types it does not know";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        stage.actor().enter().logout();
        for (int type : UNKNOWN) {
            byte[] frame = Bytes.frame(type, new byte[] {8, 1});
            stage.link().sendBytes(Bytes.joined(frame, Bytes.frame(Type.TYPE_PING, null)));
            stage.pong("a frame of the unknown type " + type + " is skipped, and the PING after it answered");
        }
        for (Type type : List.of(Type.TYPE_PONG, Type.TYPE_CONNECTED, Type.TYPE_STATS, Type.TYPE_AUTH_REQUEST)) {
            byte[] frame = Bytes.frame(type.getNumber(), new byte[0]);
            stage.link().sendBytes(Bytes.joined(frame, Bytes.frame(Type.TYPE_PING, null)));
            stage.pong(Kind.word(type) + ", which only backends send, is skipped, and the PING after it answered");
        }
        stage.actor().enter().logout();
        return new Verdict.Pass();
    }
}
