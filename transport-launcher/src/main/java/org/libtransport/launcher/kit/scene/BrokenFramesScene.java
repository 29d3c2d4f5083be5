package org.libtransport.launcher.kit.scene;

import java.util.List;
import java.util.Map;
import org.libtransport.launcher.kit.stage.Actor;
import org.libtransport.launcher.kit.stage.Bytes;
import org.libtransport.launcher.kit.stage.Stage;
import org.libtransport.launcher.kit.stage.Unmet;
import org.libtransport.launcher.kit.stage.Verdict;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** Section 1: the next frame is read as if nothing had happened. */
final class BrokenFramesScene implements Scene {

    private static final byte[] NOISE = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07};

    private static final List<Map.Entry<String, byte[]>> BROKEN = List.of(
            Map.entry("a frame that is no WrapperMessage", Bytes.withHeader(NOISE)),
            Map.entry("an empty frame", Bytes.withHeader(new byte[0])),
            Map.entry("a LOGIN that cannot be read", Bytes.frame(Type.TYPE_LOGIN_VALUE, NOISE)),
            Map.entry("a LOGIN without its required fields", Bytes.frame(Type.TYPE_LOGIN_VALUE, new byte[0])),
            Map.entry(
                    "a CONV_MESSAGE without its required fields",
                    Bytes.frame(Type.TYPE_CONV_MESSAGE_VALUE, new byte[0])),
            Map.entry("a JOIN_ROOM that cannot be read", Bytes.frame(Type.TYPE_JOIN_ROOM_VALUE, NOISE)));

    @Override
    public String name() {
        return "broken-frames";
    }

    @Override
    public String about() {
        return "skips frames that cannot be read";
    }

    @Override
    public Verdict play(Stage stage) throws Unmet, InterruptedException {
        Actor user = stage.actor().enter();
        for (Map.Entry<String, byte[]> broken : BROKEN) {
            stage.link().sendBytes(Bytes.joined(broken.getValue(), Bytes.frame(Type.TYPE_PING, null)));
            stage.pong(broken.getKey() + " is skipped, and the PING after it answered");
        }
        if (stage.echo()) {
            user.fence();
        }
        user.logout();
        return new Verdict.Pass();
    }
}
