package org.libtransport.launcher.kit.scene;

import java.util.List;

/** All scenes. */
public final class Scenes {

    /** In the order in which they are played; the first must be well for any other to make sense. */
    public static final List<Scene> ALL = List.of(
            new ConnectScene(),
            new TokenScene(),
            new TlsScene(),
            new ConfigScene(),
            new HelloScene(),
            new StatsScene(),
            new LoginScene(),
            new PingScene(),
            new WrongPasswordScene(),
            new LoginTokenScene(),
            new LogoutScene(),
            new LoginTwiceScene(),
            new UnknownUserScene(),
            new ContactsScene(),
            new BuddiesScene(),
            new RosterScene(),
            new BlockScene(),
            new StatusScene(),
            new MessagesScene(),
            new ReceiptsScene(),
            new TypingScene(),
            new AttentionScene(),
            new VCardScene(),
            new OwnVCardScene(),
            new RoomsScene(),
            new RefusedRoomsScene(),
            new RoomListScene(),
            new AcknowledgementScene(),
            new RawXmlScene(),
            new SplitFramesScene(),
            new MergedFramesScene(),
            new BrokenFramesScene(),
            new UnknownTypesScene(),
            new UnknownFieldsScene(),
            new ManyUsersScene(),
            new OrderScene(),
            new ExitScene(),
            new HangUpScene());

    private Scenes() {}
}
