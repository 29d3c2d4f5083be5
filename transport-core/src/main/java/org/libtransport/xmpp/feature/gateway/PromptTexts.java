package org.libtransport.xmpp.feature.gateway;

/**
 * What a client shows to somebody who wants to add a contact.
 *
 * @param label the sentence above
 * @param prompt what the name is called
 */
public record PromptTexts(String label, String prompt) {

    public static final PromptTexts DEFAULT = new PromptTexts("Enter legacy network contact ID.", "Contact ID");
}
