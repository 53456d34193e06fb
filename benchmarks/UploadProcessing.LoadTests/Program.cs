using UploadProcessing.LoadTests.Commands;

return await LoadCommands.Make().Parse(args).InvokeAsync();
