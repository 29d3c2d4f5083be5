package org.libtransport.xmpp.feature.disco;

import java.util.Collection;
import org.libtransport.xmpp.jid.Jid;
import org.libtransport.xmpp.xml.Element;

/** Whom to ask when something is wrong, in the answer of service discovery (XEP-0157, XEP-0128). */
public final class ContactForm {

    private static final String NAMESPACE = "jabber:x:data";

    private ContactForm() {}

    /** The form that names these administrators. */
    public static Element of(Collection<Jid> administrators) {
        Element.Builder addresses = Element.builder("field", NAMESPACE)
                .attribute("type", "list-multi")
                .attribute("var", "admin-addresses");
        administrators.stream().map(Jid::toString).sorted().forEach(each -> addresses.child("value", "xmpp:" + each));
        return Element.builder("x", NAMESPACE)
                .attribute("type", "result")
                .add(Element.builder("field", NAMESPACE)
                        .attribute("type", "hidden")
                        .attribute("var", "FORM_TYPE")
                        .child("value", "http://jabber.org/network/serverinfo")
                        .build())
                .add(addresses.build())
                .build();
    }
}
