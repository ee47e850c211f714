package dev.connectorkit.benchmarks.load;

import java.io.IOException;

/** Somebody new at each sign-in, over connections that are kept. */
final class Person implements AutoCloseable {

  private static final String BEGIN = "/sign-in/huggingface";

  private final Http provider;
  private Http server;

  Person(int serverPort, int providerPort) throws IOException {
    this.server = new Http(serverPort);
    this.provider = new Http(providerPort);
  }

  /** From the button to the page behind it. */
  void signIn() throws IOException {
    complete(begin());
  }

  /** As far as the provider; the console has nothing to do until {@link #complete}. */
  Away begin() throws IOException {
    Http.Response sent = server.send("POST", BEGIN, "");
    require(sent, 303);
    Http.Response consented = provider.send("GET", sent.location(), "");
    require(consented, 302);
    return new Away(consented.location(), sent.cookie("browser"));
  }

  void complete(Away away) throws IOException {
    Http.Response done = server.send("GET", away.callback(), away.cookie());
    require(done, 303);
    if (!done.location().equals("/me")) {
      throw new Refused(done.head());
    }
  }

  /** Through a load balancer that found the former server dead. */
  void moveTo(int serverPort) throws IOException {
    server.close();
    server = new Http(serverPort);
  }

  @Override
  public void close() throws IOException {
    server.close();
    provider.close();
  }

  private static void require(Http.Response response, int status) {
    if (response.status() != status) {
      throw new Refused(response.head());
    }
  }

  /** Somebody who is at the provider. */
  record Away(String callback, String cookie) {}

  /** A sign-in that was answered with something else than success. */
  static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Refused(String head) {
      super(head.lines().findFirst().orElse("nothing"));
    }
  }
}
