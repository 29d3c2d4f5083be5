package org.libtransport.xmpp.feature;

import org.libtransport.xmpp.feature.disco.Identity;
import org.libtransport.xmpp.feature.gateway.PromptTexts;
import org.libtransport.xmpp.feature.register.RegistrationTexts;

/**
 * How the transport presents itself to people.
 *
 * @param identity in service discovery
 * @param registration in the form for registration
 * @param prompt to somebody who wants to add a contact
 */
public record Appearance(Identity identity, RegistrationTexts registration, PromptTexts prompt) {}
