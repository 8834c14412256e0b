namespace Trellis.Platform;

/// <summary>Trellis could not do what was asked: something it needs is missing or does not answer. A verb ends with 2.</summary>
public sealed class CannotRunException(string message, Exception? because = null) : Exception(message, because);

/// <summary>What was given is wrong; the message says where. A verb ends with 1.</summary>
public sealed class WrongInputException(string message, Exception? because = null) : Exception(message, because);
