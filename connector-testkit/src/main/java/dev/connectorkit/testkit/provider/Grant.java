package dev.connectorkit.testkit.provider;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One person's consent, from the code on.
 *
 * @param code the authorization code
 * @param request the parameters of the authorization request
 * @param script how answers depart from the proper ones
 * @param person who signs in
 * @param uses how often the code was redeemed
 */
record Grant(
    String code, Map<String, String> request, Script script, Person person, AtomicInteger uses) {

  Optional<String> asked(String name) {
    return Optional.ofNullable(request.get(name));
  }
}
