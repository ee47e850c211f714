package dev.connectorkit.dev;

import dev.connectorkit.host.CompletedSignIn;
import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.StartedSignIn;
import dev.connectorkit.spi.ConnectorException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Does every session's sign-in again, with the same person and without a browser, so that a page
 * shows what the build just made of it.
 */
final class Again {

  private final Workbench workbench;
  private final Sessions sessions;

  Again(Workbench workbench, Sessions sessions) {
    this.workbench = workbench;
    this.sessions = sessions;
  }

  void all() {
    Optional<ConnectorHost> host = workbench.host();
    Optional<PracticeProvider> practice = workbench.practice();
    if (host.isEmpty() || practice.isEmpty()) {
      return;
    }
    for (String id : sessions.ids()) {
      sessions
          .find(id)
          .ifPresent(session -> sessions.replace(id, again(session, host.get(), practice.get())));
    }
  }

  private static SignedIn again(SignedIn session, ConnectorHost host, PracticeProvider practice) {
    Optional<PracticePerson> person = session.person().flatMap(practice::person);
    if (person.isEmpty()) {
      return session;
    }
    try {
      practice.clear();
      return new SignedIn(signIn(host, practice, person.get()), session.person(), Optional.empty());
    } catch (ConnectorException e) {
      return new SignedIn(
          session.done(), session.person(), Optional.of(e.error().code() + ": " + e.getMessage()));
    }
  }

  private static CompletedSignIn signIn(
      ConnectorHost host, PracticeProvider practice, PracticePerson person) {
    StartedSignIn started = host.begin(Workbench.INSTANCE);
    String query = started.authorizationUri().getRawQuery();
    var callback = new LinkedHashMap<String, List<String>>();
    Map<String, String> request = Wire.parameters(query == null ? "" : query);
    practice.consent(request, person).forEach((name, value) -> callback.put(name, List.of(value)));
    return host.complete(Workbench.INSTANCE, callback, Optional.of(started.browserToken()));
  }
}
