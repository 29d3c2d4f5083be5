package org.libtransport.launcher;

import org.libtransport.examples.echo.EchoPlugin;
import org.libtransport.plugin.IncomingMessage;
import org.libtransport.plugin.Login;
import org.libtransport.plugin.NetworkPlugin;
import org.libtransport.plugin.NetworkSession;
import org.libtransport.plugin.OutgoingMessage;
import org.libtransport.plugin.Participant;
import org.libtransport.plugin.PluginDescription;
import org.libtransport.plugin.PluginRunner;
import org.libtransport.plugin.RoomJoin;
import org.libtransport.plugin.RoomSupport;
import org.libtransport.plugin.SessionEvents;

/** The echo network, in whose rooms people do what the user tells them to. Everything the user says there is taken as such. */
final class CrowdBackend implements NetworkPlugin {

    static final String COME = "Juliet comes";
    static final String RENAME = "Juliet is Capulet now";
    static final String GO = "Capulet goes";
    static final String RENAME_USER = "I am somebody else";
    static final String NEW_NAME = "Montague";
    static final String KICK_USER = "Kick me";
    static final String WHY = "As you asked.";
    /** What is said to who enters, followed by the id of the process. */
    static final String WELCOME = "This is process ";

    private final NetworkPlugin echo = new EchoPlugin();

    public static void main(String[] args) {
        PluginRunner.main(options -> new CrowdBackend(), args);
    }

    @Override
    public PluginDescription describe() {
        return PluginDescription.builder("crowd", Session.class).build();
    }

    @Override
    public NetworkSession open(Login login, SessionEvents events) throws Exception {
        return new Session(echo.open(login, events), events);
    }

    private record Session(NetworkSession echo, SessionEvents events) implements NetworkSession, RoomSupport {

        @Override
        public void joinRoom(RoomJoin join) throws Exception {
            ((RoomSupport) echo).joinRoom(join);
            String welcome = WELCOME + ProcessHandle.current().pid();
            events.message(IncomingMessage.builder(join.room(), welcome)
                    .nickname("echo")
                    .build());
        }

        @Override
        public void leaveRoom(String room) throws Exception {
            ((RoomSupport) echo).leaveRoom(room);
        }

        @Override
        public void sendMessage(OutgoingMessage message) throws Exception {
            String room = message.to();
            switch (message.body()) {
                case COME ->
                    events.participantChanged(
                            Participant.builder(room, "Juliet").build());
                case RENAME ->
                    events.participantChanged(Participant.builder(room, "Juliet")
                            .renamedTo("Capulet")
                            .build());
                case GO -> events.participantChanged(Participant.left(room, "Capulet"));
                case RENAME_USER -> events.roomNicknameChanged(room, NEW_NAME);
                case KICK_USER ->
                    events.participantChanged(Participant.builder(room, "Romeo")
                            .self()
                            .kicked()
                            .statusMessage(WHY)
                            .build());
                default -> echo.sendMessage(message);
            }
        }

        @Override
        public void logout() throws Exception {
            echo.logout();
        }
    }
}
