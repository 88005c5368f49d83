namespace TalentBank.EventStore.ReadModels;

/// <summary>Why a fact is set aside that is not to blame: an earlier one of the same document was, so that it finds no state to build on.</summary>
internal sealed class EarlierFactException(string key) : Exception($"An earlier fact of {key} was set aside.");
