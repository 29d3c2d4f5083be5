package org.libtransport.launcher.bench;

import java.util.List;

/** Stanzas of all kinds that a transport meets; sender, addressee and id are set by who uses them. */
final class FuzzSeeds {

    /** Presences and messages, then requests, then what servers say. */
    static final List<String> ALL = List.of(
            "<presence/>",
            "<presence><show>away</show><status>here</status><priority>5</priority><c"
                    + " xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='v'/><x"
                    + " xmlns='vcard-temp:x:update'><photo>0123456789012345678901234567890123456789</photo></x></presence>",
            "<presence type='unavailable'/>",
            "<presence type='subscribe'><nick xmlns='http://jabber.org/protocol/nick'>N</nick></presence>",
            "<presence type='subscribed'/>",
            "<presence type='unsubscribe'/>",
            "<presence type='unsubscribed'/>",
            "<presence type='probe'/>",
            "<presence type='error'><error type='cancel'><item-not-found"
                    + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>",
            "<presence><x xmlns='http://jabber.org/protocol/muc'><password>p</password><history maxstanzas='5'/></x></presence>",
            "<message type='chat'><body>hello</body><active xmlns='http://jabber.org/protocol/chatstates'/><request"
                    + " xmlns='urn:xmpp:receipts'/></message>",
            "<message type='chat'><body>b</body><html xmlns='http://jabber.org/protocol/xhtml-im'><body"
                    + " xmlns='http://www.w3.org/1999/xhtml'><p style='color:red'>b <img src='x' alt='y'/></p></body></html></message>",
            "<message><subject>s</subject><body>b</body><thread parent='q'>t</thread></message>",
            "<message type='chat'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>",
            "<message type='chat'><received xmlns='urn:xmpp:receipts' id='f1'/></message>",
            "<message type='chat'><displayed xmlns='urn:xmpp:chat-markers:0' id='f1'/></message>",
            "<message type='chat'><body>c</body><replace xmlns='urn:xmpp:message-correct:0' id='f1'/></message>",
            "<message type='chat'><attention xmlns='urn:xmpp:attention:0'/></message>",
            "<message type='chat'><body>u</body><x xmlns='jabber:x:oob'><url>http://a/b</url><desc>d</desc></x></message>",
            "<message type='chat'><body>d</body><delay xmlns='urn:xmpp:delay' stamp='2026-01-01T00:00:00Z'/></message>",
            "<message type='groupchat'><body>to the room</body></message>",
            "<message type='groupchat'><subject>topic</subject></message>",
            "<message type='error'><body>b</body><error type='cancel'><service-unavailable"
                    + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>",
            "<message><x xmlns='http://jabber.org/protocol/muc#user'><invite to='a@b'><reason>r</reason></invite></x></message>",
            "<message><body>help</body></message>",
            "<message><body>settings language=de</body></message>",
            "<iq type='get'><query xmlns='jabber:iq:register'/></iq>",
            "<iq type='set'><query xmlns='jabber:iq:register'><username>u</username><password>p</password></query></iq>",
            "<iq type='set'><query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='submit'><field"
                    + " var='username'><value>u</value></field><field var='password'><value>p</value></field></x></query></iq>",
            "<iq type='set'><query xmlns='jabber:iq:register'><remove/></query></iq>",
            "<iq type='get'><query xmlns='http://jabber.org/protocol/disco#info' node='n'/></iq>",
            "<iq type='get'><query xmlns='http://jabber.org/protocol/disco#items'><set"
                    + " xmlns='http://jabber.org/protocol/rsm'><max>10</max><after>a</after></set></query></iq>",
            "<iq type='get'><vCard xmlns='vcard-temp'/></iq>",
            "<iq type='set'><vCard xmlns='vcard-temp'><FN>F</FN><NICKNAME>N</NICKNAME><PHOTO><TYPE>image/png</TYPE><BINVAL>aGVs</BINVAL></PHOTO></vCard></iq>",
            "<iq type='get'><ping xmlns='urn:xmpp:ping'/></iq>",
            "<iq type='get'><query xmlns='jabber:iq:version'/></iq>",
            "<iq type='get'><query xmlns='jabber:iq:last'/></iq>",
            "<iq type='get'><time xmlns='urn:xmpp:time'/></iq>",
            "<iq type='get'><query xmlns='jabber:iq:gateway'/></iq>",
            "<iq type='set'><query xmlns='jabber:iq:gateway'><prompt>contact1</prompt></query></iq>",
            "<iq type='get'><query xmlns='jabber:iq:private'><storage xmlns='storage:bookmarks'/></query></iq>",
            "<iq type='set'><query xmlns='jabber:iq:private'><storage xmlns='storage:bookmarks'><conference jid='a@b'"
                    + " name='n'><nick>x</nick></conference></storage></query></iq>",
            "<iq type='set'><block xmlns='urn:xmpp:blocking'><item jid='contact1@fuzz.local'/></block></iq>",
            "<iq type='get'><blocklist xmlns='urn:xmpp:blocking'/></iq>",
            "<iq type='get'><query xmlns='http://jabber.org/protocol/stats'/></iq>",
            "<iq type='set'><command xmlns='http://jabber.org/protocol/commands' node='settings' action='execute'/></iq>",
            "<iq type='set'><command xmlns='http://jabber.org/protocol/commands' node='settings' sessionid='s'"
                    + " action='complete'><x xmlns='jabber:x:data' type='submit'><field var='language'><value>de</value></field></x></command></iq>",
            "<iq type='get'><query xmlns='http://jabber.org/protocol/muc#owner'/></iq>",
            "<iq type='set'><query xmlns='jabber:iq:roster'><item jid='contact1@fuzz.local' name='N'"
                    + " subscription='both'><group>g</group></item></query></iq>",
            "<iq type='result'><query xmlns='jabber:iq:roster'><item jid='contact1@fuzz.local'"
                    + " subscription='none'/></query></iq>",
            "<iq type='result'><query xmlns='http://jabber.org/protocol/disco#info'><identity category='client'"
                    + " type='pc'/><feature var='http://jabber.org/protocol/rosterx'/></query></iq>",
            "<iq type='error'><error type='wait'><remote-server-timeout"
                    + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
            "<message><privilege xmlns='urn:xmpp:privilege:2'><perm access='roster' type='both'/><perm"
                    + " access='message' type='outgoing'/></privilege></message>",
            "<message><event xmlns='http://jabber.org/protocol/pubsub#event'><items"
                    + " node='urn:xmpp:avatar:metadata'><item id='i'><metadata xmlns='urn:xmpp:avatar:metadata'><info"
                    + " bytes='3' id='i' type='image/png'/></metadata></item></items></event></message>");

    private FuzzSeeds() {}
}
