package dev.connectorkit.benchmarks.provider;

import com.nimbusds.jose.JOSEException;
import dev.connectorkit.benchmarks.flow.Child;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * An OpenID Provider on loopback that does as little as it can per request, so that contestants
 * wait for themselves. Prints its address; ends with its standard input.
 */
public final class LeanProvider {

  private static final int BACKLOG = 512;

  private LeanProvider() {}

  /** Argument: "once" to forget what was redeemed; without it codes work again and again. */
  public static void main(String[] args) throws IOException, JOSEException {
    var server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    String address = "http://127.0.0.1:" + server.getLocalPort();
    var answers = new Answers(address, new Grants(address, args.length > 0));
    var accepting = new Thread(() -> accept(server, answers), "accept");
    accepting.setDaemon(true);
    accepting.start();
    System.out.println(Child.ANSWER + address);
    while (System.in.read() >= 0) {
      // Whoever started this process holds the other end.
    }
  }

  private static void accept(ServerSocket server, Answers answers) {
    while (true) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        var connection = new Thread(() -> serve(socket, answers), "connection");
        connection.setDaemon(true);
        connection.start();
      } catch (IOException e) {
        System.err.println("The provider no longer accepts connections: " + e);
        return;
      }
    }
  }

  private static void serve(Socket socket, Answers answers) {
    try (socket) {
      var requests = new Requests(socket.getInputStream());
      for (var request = requests.next(); request != null; request = requests.next()) {
        socket.getOutputStream().write(answers.to(request));
      }
    } catch (IOException e) {
      // A client that goes away is the normal end of a connection.
    } catch (JOSEException e) {
      System.err.println("The provider cannot sign: " + e);
    }
  }
}
